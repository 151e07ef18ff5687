/** Что не так с данными извне: таблицами, массивами NumPy, картинками, текстами и скачанными наборами. */
export const importSentences = {
  '{file} is empty': 'файл {file} пуст',
  'needs a table of at least two columns': 'нужна таблица хотя бы из двух столбцов',
  '{file} has {count} columns': 'столбцов в {file}: {count}',
  'needs {count} at most': 'нужно не больше {count}',
  '{file} has no rows below the names of its columns': 'в {file} под именами столбцов нет строк',
  'add some': 'добавьте строки',
  'correct it, add it to missingMarkers, or set the kind of the column to "category"':
    'исправьте его, добавьте в missingMarkers или задайте столбцу kind «category»',
  '{value} is no number': '{value} — не число',
  '{value} is a category more than the {count} there may be':
    '{value} — лишняя категория: их может быть не больше {count}',
  'set the kind of the column to "number" or its role to "ignore"': 'задайте столбцу kind «number» или role «ignore»',
  '{file} has more than {count} numbers in {width} columns': 'в {file} больше {count} чисел (столбцов: {width})',
  'set limit, or ignore columns; more is not kept in memory':
    'задайте limit или отбросьте столбцы: больше в памяти не держим',
  'lower limit, or ignore columns; more is not kept in memory':
    'уменьшите limit или отбросьте столбцы: больше в памяти не держим',
  'every row has {value}, so there is nothing to predict': 'во всех строках {value}, предсказывать нечего',
  'choose another target, or read more rows': 'выберите другой столбец или возьмите больше строк',
  '{file}, column "{column}": {problem}': '{file}, столбец «{column}»: {problem}',
  'no row of the training part has a value, so it has no mean':
    'в обучающей части нет ни одного значения, среднее взять неоткуда',
  'ignore the column, or set missing to "drop"':
    'отбросьте столбец или выберите для пропусков «Пропустить строку» (missing: drop)',
  '{file} has no column to predict': 'в {file} нет столбца, который предсказывать',
  'is "{scale}", and "{column}" is a target: only inputs are scaled':
    'здесь «{scale}», а «{column}» — ответ: масштабируются только входы',
  'take it out; measure targets in larger units, such as thousands':
    'уберите эту настройку; ответы измеряйте в более крупных единицах, например в тысячах',
  'needs one of {names}': 'нужен один из {names}',
  '{names} are to be predicted together, and not all are numbers': '{names} предсказываются вместе, а числа не все',
  'needs one target of categories, or targets that are all numbers':
    'нужен один столбец категорий или несколько столбцов чисел',
  '{file} has one column only, as far as can be seen': 'похоже, в {file} всего один столбец',
  'say what separates its columns': 'укажите, чем разделены столбцы',
  '{file} has no column to predict from': 'в {file} нет столбца, по которому предсказывать',
  'needs a column whose role is "input"': 'нужен столбец, у которого role «input»',
  '{file}, line 1: columns {first} and {second} are both called "{name}"':
    '{file}, строка 1: столбцы {first} и {second} называются одинаково: «{name}»',
  'rename one of them': 'переименуйте один из них',
  'its columns are {names}': 'его столбцы: {names}',
  'did you mean "{meant}"? its columns are {names}': 'может быть, «{meant}»? его столбцы: {names}',
  '{file} has no column "{column}"': 'в {file} нет столбца «{column}»',
  'has one value, and line {other} has {needed}': 'одно значение, а в строке {other} их {needed}',
  'has {count} values, and line {other} has {needed}': 'значений {count}, а в строке {other} их {needed}',
  '{file}, line {line}: {problem}': '{file}, строка {line}: {problem}',
  'give every line as many; values that hold the delimiter need quotes':
    'значений во всех строках должно быть поровну; значение с разделителем внутри берут в кавычки',
  '{file}: no row has all its values': '{file}: нет ни одной строки без пропусков',
  'ignore columns that lack them, or set missing to "mean"':
    'отбросьте столбцы с пропусками или выберите для пропусков «Заполнить средним» (missing: mean)',
  nothing: 'ничего',
  'the value is missing (found: {written})': 'значения нет (стоит: {written})',
  'add it, or set missing to "drop" or "mean"':
    'допишите его или выберите для пропусков «Пропустить строку» (missing: drop) либо «Заполнить средним» (missing: mean)',
  'the value to predict is missing (found: {written})': 'нет значения, которое предсказывать (стоит: {written})',
  'add it, or set missing to "drop"': 'допишите его или выберите для пропусков «Пропустить строку» (missing: drop)',
  '{file}, line {line}, column "{column}": {problem}': '{file}, строка {line}, столбец «{column}»: {problem}',
  'a quote is opened in this row and never closed': 'кавычка в этой строке открыта и нигде не закрыта',
  'close it, or take it away': 'закройте её или уберите',
  'the row that begins here is longer than 4 MB': 'строка, которая здесь начинается, длиннее 4 МБ',
  'is this a table? a quote that is never closed makes one row of all that follows':
    'это таблица? после незакрытой кавычки весь остаток файла — одна строка',
  'a quote stands inside a value': 'кавычка стоит внутри значения',
  'put the whole value in quotes, and write every quote inside it twice':
    'возьмите всё значение в кавычки, а каждую кавычку внутри удвойте',

  '{file} is UTF-16 text': '{file} — текст в UTF-16',
  '{file} is {kind}, not text': '{file} — {kind}, а не текст',
  '{file} is not text: byte {byte} is 0': '{file} — не текст: байт {byte} равен 0',
  'name a text file': 'укажите текстовый файл',
  'save the sheet as CSV (UTF-8)': 'сохраните лист как CSV (UTF-8)',
  'a ZIP archive, as Excel workbooks (.xlsx) are': 'архив ZIP, как и книги Excel (.xlsx)',
  'an Excel workbook (.xls)': 'книга Excel (.xls)',
  'a PDF document': 'документ PDF',
  'a PNG image': 'картинка PNG',
  'a NumPy array': 'массив NumPy',
  'use the dataset "npz" for it': 'для него есть набор данных «npz»',
  '{file} is not UTF-8: byte {place} ({byte}) begins no character':
    '{file} — не UTF-8: с байта {place} ({byte}) не начинается ни один символ',
  'it looks like Windows-1251; save it as UTF-8': 'похоже на Windows-1251; сохраните в UTF-8',

  '{array} is a single number': '{array} — одно число',
  'needs an array': 'нужен массив',
  '{array} is empty: its shape is {shape}': 'массив {array} пуст: его форма {shape}',
  'needs samples': 'нужны примеры',
  '{array} has {count} samples': 'примеров в {array}: {count}',
  'needs {count}, one for each of {array}': 'нужно {count}, по одному на каждый из {array}',
  '{file} has no array {array}': 'в {file} нет массива {array}',
  'its arrays are {names}': 'его массивы: {names}',
  '{array} {problem}': '{array}: {problem}',
  '{file} {problem}': '{file}: {problem}',
  '{array}[{place}] is {value}': '{array}[{place}] равно {value}',
  'replace it by a number, or leave the sample out': 'замените числом или уберите этот пример',
  'images of {shape} do not say where their colours are': 'по форме {shape} не видно, где у картинок цвета',
  'set layout to "channels_first" or "channels_last"': 'задайте layout «channels_first» или «channels_last»',
  '{array} has shape {shape}': 'форма {array}: {shape}',
  'needs one number or one row for each sample': 'на каждый пример нужно одно число или одна строка',
  'classes are whole numbers from 0 to {highest}; save measures as floats (numpy: {example})':
    'классы — целые числа от 0 до {highest}; измерения сохраняйте дробными (numpy: {example})',
  'must hold float32, float64, whole numbers of 8 to 64 bits, or bool (numpy: array.astype)':
    'нужны float32, float64, целые от 8 до 64 бит или bool (numpy: array.astype)',
  'holds elements of type {type}': 'элементы типа {type}',
  'holds {value} at byte {byte}': 'в байте {byte} стоит {value}',
  'needs numbers below 2^53': 'нужны числа меньше 2^53',
  'has the arrays {names}, and which are inputs and targets cannot be told':
    'массивы: {names}; какие из них входы и ответы, не понять',
  'name them in an experiment, as "inputs" and "targets" of the dataset "npz"':
    'назовите их в эксперименте: «inputs» и «targets» набора данных «npz»',
  'is one array, and the other one was not found': 'это один массив, а второго рядом нет',
  'keep x.npy and y.npy together': 'держите x.npy и y.npy вместе',
  'the labels that belong to it were not found': 'меток к нему не нашлось',
  'name them …images-idx3-ubyte and …labels-idx1-ubyte and keep them together':
    'назовите файлы …images-idx3-ubyte и …labels-idx1-ubyte и держите вместе',

  '{file}: {image} has {size} pixels, and {first} has {needed}': '{file}: в {image} {size} точек, а в {first} {needed}',
  'say in "size" how large all shall be, or make them equal': 'задайте в «size» общий размер или сделайте их равными',
  '{file}: {image} lies in no folder': '{file}: картинка {image} не лежит ни в какой папке',
  'put every image into the folder of its class, such as cats/1.png':
    'положите каждую картинку в папку её класса, например cats/1.png',
  '{file} has {count} classes ({names})': 'классов в {file}: {count} ({names})',
  'needs from 2 to {count} folders with images, one for each class':
    'нужно от 2 до {count} папок с картинками, по одной на класс',
  '{file}: {count} images of {bytes} bytes do not fit into memory':
    '{file}: картинки ({count} по {bytes} байт) не помещаются в память',
  'make them smaller with "size", or use fewer': 'уменьшите их через «size» или возьмите меньше',
  '{file} is no PNG image': '{file} — не картинка PNG',
  'save all images as PNG': 'сохраните все картинки в PNG',
  'needs one folder for each class, such as cats/1.png': 'для каждого класса нужна своя папка, например cats/1.png',
  '{file} has no PNG images': 'в {file} нет картинок PNG',
  '{file} has more than {count} files': 'в {file} больше {count} файлов',
  'use fewer': 'возьмите меньше',
  '{file} has {count} bytes': 'байтов в {file}: {count}',
  'use images below 256 MB': 'возьмите картинки меньше 256 МБ',
  '{file} is a damaged PNG image: {reason}': '{file} — повреждённая картинка PNG: {reason}',
  'download or save it again': 'скачайте или сохраните её заново',
  'it has {found} bytes of pixels, not {needed}': 'в ней {found} байт точек, а не {needed}',
  'it is cut off: it ends at byte {byte}': 'она обрезана и кончается на байте {byte}',
  'it does not begin with its header': 'в начале нет заголовка',
  'its header makes no sense': 'заголовок не имеет смысла',
  '{file} claims to have {size} pixels': 'в {file} заявлено {size} точек',
  'use images of 67 megapixels at most': 'возьмите картинки не больше 67 мегапикселей',
  '{file} is interlaced with {depth} bits': '{file} — чересстрочная картинка с глубиной {depth} бит',
  'save it without interlacing, or with 8 bits': 'сохраните её не чересстрочной или с глубиной 8 бит',
  'holds {name}, which leads out of it': 'содержит {name}, а это имя ведёт наружу',
  'make the archive again': 'соберите архив заново',
  'make it without a password': 'соберите архив без пароля',

  '{set} has not been downloaded yet: there is no file {file}': 'набор {set} ещё не скачан: нет файла {file}',
  'run: {command}': 'выполните: {command}',
}
