/** Почему запуск кончился и чего с ним сейчас сделать нельзя. */
export const runSentences = {
  '{what}; try a smaller learning rate': '{what}; попробуйте меньшую скорость обучения',
  'the loss became {loss} in step {step}': 'на шаге {step} потери стали равны {loss}',
  'the penalties became infinite in step {step}': 'на шаге {step} штрафы стали бесконечными',
  'a weight was no longer a finite number after epoch {epoch}':
    'после эпохи {epoch} один из весов перестал быть конечным числом',
  'the loss of the {part} samples became {loss} after step {step}':
    'после шага {step} потери стали равны {loss}, выборка: {part}',
  'the weights are no longer finite numbers; try a smaller learning rate':
    'веса перестали быть конечными числами; попробуйте меньшую скорость обучения',
  'stopped early: the loss has not fallen below {loss} of epoch {epoch} since':
    'ранняя остановка: с эпохи {epoch} потери не опускались ниже {loss}',
  'training is over after {steps} steps': 'обучение закончено, шагов: {steps}',
  'the lab was closed': 'лабораторию закрыли',
  'the lab ended while it was training': 'лаборатория завершилась во время обучения',
  'its process did not answer and was ended': 'процесс обучения не отвечал и был завершён',
  'the engine failed; the log says how': 'сбой при обучении; подробности в журнале',
  'the lab could not store what it learned: {error}': 'не удалось сохранить результаты обучения: {error}',
  'the training process did not start': 'процесс обучения не запустился',
  'the training process ended unexpectedly ({how})': 'процесс обучения неожиданно завершился ({how})',
  'it was killed': 'его остановила система',
  'exit code {code}': 'код выхода {code}',
  'the training process could not be started ({reason})': 'не удалось запустить процесс обучения ({reason})',
  'the training process said something the lab does not understand':
    'процесс обучения прислал то, чего лаборатория не понимает',
  'the checkpoint is damaged: {found}': 'контрольная точка повреждена: {found}',
  'use another checkpoint': 'возьмите другую контрольную точку',
  'no header': 'нет заголовка',
  'the header is cut off': 'заголовок обрезан',
  'it holds {found} numbers and should hold {expected}': 'чисел в ней {found}, а должно быть {expected}',
  'the checkpoint holds {precision} numbers': 'в контрольной точке числа {precision}',
  'this experiment needs {precision}': 'этому эксперименту нужны {precision}',
  'checkpoint {checkpoint} of run {run} is damaged in the database; use another checkpoint':
    'контрольная точка {checkpoint} запуска {run} повреждена в базе; возьмите другую',
  'Run #{number} ({name})': 'Запуск №\u00A0{number} ({name})',
  'There is no run {reference}.': 'Запуска {reference} нет.',
  'Run #{number} has no checkpoint {checkpoint}.': 'У запуска №\u00A0{number} нет контрольной точки {checkpoint}.',
  'Run #{number} has no checkpoint {checkpoint}; it has {present}.':
    'У запуска №\u00A0{number} нет контрольной точки {checkpoint}; есть {present}.',
  'Run #{number} has no weights yet; wait until it has started.':
    'У запуска №\u00A0{number} ещё нет весов; подождите, пока он начнётся.',
  'run #{number} has learned no words': 'запуск №\u00A0{number} не учил слова',
  'give a run on the dataset text': 'возьмите запуск на текстовых данных',
  'run #{number} cannot be written as {format}': 'запуск №\u00A0{number} нельзя записать в формате {format}',
  'choose another format': 'выберите другой формат',
  '"{word}" is not in the vocabulary': 'слова «{word}» нет в словаре',
  'it has {count} words: {some}, …': 'в нём слов {count}: {some}, …',
  'the run has no {part} samples': 'у запуска нет такой выборки: {part}',
  'choose another part, or split the data otherwise': 'выберите другую часть или разбейте данные иначе',
  '{run} belongs to another window or terminal (process {process}); use that one.':
    '{run}: его обучает другое окно или терминал (процесс {process}); работайте с ним там.',
  '{run} has just been taken by another window or terminal; use that one.':
    '{run}: его только что взяло другое окно или терминал; работайте с ним там.',
  '{run} has just been taken by another window or terminal; stop it there first.':
    '{run}: его только что взяло другое окно или терминал; сначала остановите его там.',
  '{run} is {status}; only a run that is training can be paused.':
    '{run}: {status}; на паузу можно поставить только то, что обучается.',
  '{run} is {status}; pause it first, then train it step by step.':
    '{run}: {status}; сначала поставьте на паузу, потом обучайте по шагам.',
  '{run} is {status}; pause it first, then resume it with other epochs.':
    '{run}: {status}; сначала поставьте на паузу, потом продолжите с другим числом эпох.',
  '{run} is {status}; only a run that is training or paused can be changed.':
    '{run}: {status}; менять можно только то, что обучается или стоит на паузе.',
  '{run} has ended already: it is {status}.': '{run} уже закончился: {status}.',
  '{run} diverged; start a new run with a smaller learning rate.':
    '{run} разошёлся; начните новый с меньшей скоростью обучения.',
  '{run} is complete; resume it with more than {epochs} epochs, or start a new run.':
    '{run} завершён; продолжите его с числом эпох больше {epochs} или начните новый.',
  'must be more than the {epoch} the run has already trained': 'должно быть больше {epoch}: столько эпох уже пройдено',
  'Run {id} can no longer be brought back.': 'Запуск {id} уже нельзя вернуть.',
  '{optimizer} has no momentum': 'у оптимизатора «{optimizer}» нет момента',
  'give a number from 0': 'задайте число от 0',
  'give null': 'задайте null',
  'its header is not one of a checkpoint': 'заголовок не от контрольной точки',
  'is {found}, and the network takes {needed}': 'данные {found}, а сеть принимает {needed}',
  'has other words than the network knows': 'слова в данных не те, что знает сеть',
  'bring the data back that the weights were trained on, or import them with another experiment':
    'верните данные, на которых обучались веса, или загрузите веса с другим экспериментом',
  'is scaled otherwise than what the imported weights were trained on, so it is other data':
    'масштаб данных не тот, с которым обучались загруженные веса: это другие данные',
  'must be 64 hexadecimal digits': 'должно быть 64 шестнадцатеричные цифры',
  'must be r and eight letters or digits': 'должна быть буква r и восемь букв или цифр',
  'must be initial, best, last or epoch:N': 'должно быть initial, best, last или epoch:N',
}
